package io.regulars.rules.model;

import io.regulars.rules.tree.Position;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Faults of the service itself that are met at a rule, a scenario or a file: each is told at that place to whoever wrote what
 * stands there, so that it hides nothing else, and once in the log, with its stack, to whoever runs the service.
 */
public final class InternalFaults {
    /** The code of a diagnostic that tells of one. */
    public static final String CODE = "internal-fault";

    private static final Logger LOG = Logger.getLogger(InternalFaults.class);
    private static final String HINT = "Tell whoever runs the service. Said in another way it may work.";

    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /**
     * One at a place.
     *
     * @param doing what failed, as it goes on behind "The service failed while it": {@code looked through the rule 'vip'}
     */
    public Diagnostic at(Position place, Diagnostic.Severity severity, String doing, Throwable fault) {
        return DiagnosticCollector.diagnostic(place, CODE, severity, sentence(doing, fault), HINT);
    }

    /** One somewhere in a file. */
    public Diagnostic in(String file, Diagnostic.Severity severity, String doing, Throwable fault) {
        return at(new Position(file, 1, 1, 1, 1), severity, doing, fault);
    }

    /** One as a sentence, which names it as the log does. */
    public String sentence(String doing, Throwable fault) {
        String name = name(fault);
        if (logged.add(name)) {
            LOG.errorf(fault, "%s: the service failed while it %s.", name, doing);
        }
        return "The service failed while it %s. That is a fault of the service, which its log has as %s."
                .formatted(doing, name);
    }

    /** The same for the same fault, whenever and wherever it is met. */
    private static String name(Throwable fault) {
        int where = Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.regulars."))
                .findFirst()
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .orElse("")
                .hashCode();
        return "F-%08x".formatted(31 * fault.getClass().getName().hashCode() + where);
    }
}
