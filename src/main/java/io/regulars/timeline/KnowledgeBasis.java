package io.regulars.timeline;

/** From what a past moment is judged. */
enum KnowledgeBasis {
    /** What had been recorded by that moment, and nothing later: what the service said then, or would have said. */
    THEN,
    /** All that is known now: what was true then, whenever we learned it. */
    NOW
}
