package io.regulars.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The description of the API is prepared by whoever asks first, once. */
class PutOffDescriptionTest {
    private final List<String> done = new ArrayList<>();
    private final PutOffDescription asked = new PutOffDescription();

    /** Quarkus' service, as far as the interceptor knows it. */
    @SuppressWarnings("unused")
    private static final class Service {
        void prepareDocument() {}

        void getDocument() {}
    }

    @Test
    void aStartPreparesNothing() throws Exception {
        asked.around(call("prepareDocument"));

        assertThat(done).isEmpty();
    }

    @Test
    void theFirstWhoAsksHasItPreparedAndTheOthersFindIt() throws Exception {
        asked.around(call("prepareDocument"));

        assertThat(asked.around(call("getDocument"))).isEqualTo("answer of getDocument");
        asked.around(call("getDocument"));

        assertThat(done).containsExactly("prepareDocument", "getDocument", "getDocument");
    }

    private InvocationContext call(String name) throws NoSuchMethodException {
        Method method = Service.class.getDeclaredMethod(name);
        return new Call(method);
    }

    private final class Call implements InvocationContext {
        private final Method method;

        private Call(Method method) {
            this.method = method;
        }

        @Override
        public Object proceed() {
            done.add(method.getName());
            return "answer of " + method.getName();
        }

        @Override
        public Method getMethod() {
            return method;
        }

        @Override
        public Object getTarget() {
            return done;
        }

        @Override
        public @Nullable Object getTimer() {
            return null;
        }

        @Override
        public @Nullable Constructor<?> getConstructor() {
            return null;
        }

        @Override
        public Object[] getParameters() {
            return new Object[0];
        }

        @Override
        public void setParameters(Object[] parameters) {}

        @Override
        public Map<String, Object> getContextData() {
            return new HashMap<>();
        }
    }
}
