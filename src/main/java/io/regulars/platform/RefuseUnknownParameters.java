package io.regulars.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

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
                .map(RefuseUnknownParameters::name)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> name(Parameter parameter) {
        QueryParam named = parameter.getAnnotation(QueryParam.class);
        return named == null ? List.of() : List.of(named.value());
    }

    private static String unknown(String name, Collection<String> names) {
        String hint = NearestName.hint(name, names);
        String all = names.isEmpty() ? "This operation takes none." : "There are: " + String.join(", ", names) + ".";
        return "There is no query parameter '%s' here. %s"
                .formatted(NearestName.shortened(name), hint.isEmpty() ? all : hint);
    }
}
