package io.regulars.platform.rest;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts off what prepares the description of the API until somebody asks for it. */
@WhenAsked
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class PutOffDescription {
    private static final String PREPARES = "prepareDocument";

    private final List<InvocationContext> putOff = new ArrayList<>();

    @AroundInvoke
    synchronized @Nullable Object around(InvocationContext call) throws Exception {
        if (call.getMethod().getName().equals(PREPARES)) {
            putOff.add(call);
            return null;
        }
        for (InvocationContext each : putOff) {
            each.proceed();
        }
        putOff.clear();
        return call.proceed();
    }
}
