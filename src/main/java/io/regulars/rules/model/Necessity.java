package io.regulars.rules.model;

import java.util.List;

/**
 * What must be true of a client before rules assign them a segment, in terms that a database understands: of whom it is not
 * true need not be asked. Perhaps true of many more, never of one too few.
 */
public sealed interface Necessity {
    /** It may be anybody. */
    Necessity NONE = new All(List.of());

    /** All of these; of none: nothing has to be true. */
    record All(List<Necessity> parts) implements Necessity {
        public All {
            parts = parts.stream().filter(part -> !part.equals(NONE)).toList();
        }
    }

    /** One of these at least; of none: nobody is assigned anything. */
    record Any(List<Necessity> parts) implements Necessity {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** A number of theirs is known and lies between two, both included; infinite: on that side anywhere. */
    record Between(String property, List<Object> arguments, double least, double most) implements Necessity {
        public Between {
            arguments = List.copyOf(arguments);
        }
    }

    /** A text of theirs is this one, or of several texts one is. */
    record Is(String property, List<Object> arguments, String text) implements Necessity {
        public Is {
            arguments = List.copyOf(arguments);
        }
    }

    /** A yes or no of theirs is yes. */
    record Holds(String property, List<Object> arguments) implements Necessity {
        public Holds {
            arguments = List.copyOf(arguments);
        }
    }

    /** They have a booking whose texts are these, in whatever status. */
    record Booked(List<Is> texts) implements Necessity {
        public Booked {
            texts = List.copyOf(texts);
        }
    }
}
