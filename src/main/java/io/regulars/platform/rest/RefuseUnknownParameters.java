package io.regulars.platform.rest;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import io.regulars.platform.text.NearestName;
import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses a query parameter that the operation does not have, and one that is given twice: whoever misspells {@code limit} gets no
 * answer that looks as if it had been heard.
 */
@Provider
@Priority(Priorities.USER + 100) // who may not ask is told that first
class RefuseUnknownParameters implements ContainerRequestFilter {
    private final Map<Method, Set<String>> known = new ConcurrentHashMap<>();

    @Context
    @SuppressWarnings("NullAway.Init") // set by the container per request
    ResourceInfo operation;

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = operation.getResourceMethod();
        if (method == null || method.isAnnotationPresent(TakesAnyParameter.class)) {
            return;
        }
        Set<String> names = known.computeIfAbsent(method, RefuseUnknownParameters::names);
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!names.contains(name)) {
                throw new ProblemException(ErrorCode.MALFORMED, unknown(name, names));
            }
            if (values.size() > 1) {
                throw new ProblemException(
                        ErrorCode.MALFORMED, "The query parameter '" + name + "' is given twice; it takes one value.");
            }
        });
    }

    private static Set<String> names(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(RefuseUnknownParameters::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(Parameter parameter) {
        Stream<AnnotatedElement> places = parameter.isAnnotationPresent(BeanParam.class)
                ? Arrays.stream(parameter.getType().getDeclaredFields())
                : Stream.of(parameter);
        return places.map(place -> place.getAnnotation(QueryParam.class))
                .filter(Objects::nonNull)
                .map(QueryParam::value);
    }

    private static String unknown(String name, Collection<String> names) {
        String hint = NearestName.hint(name, names);
        String all = names.isEmpty() ? "This operation takes none." : "There are: " + String.join(", ", names) + ".";
        return "There is no query parameter '%s' here. %s"
                .formatted(NearestName.shortened(name), hint.isEmpty() ? all : hint);
    }
}
