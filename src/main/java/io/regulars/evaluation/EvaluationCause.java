package io.regulars.evaluation;

/** Why a client is evaluated; decides whether what is found starts campaigns. */
public enum EvaluationCause {
    /** The booking system told us something. */
    CHANGE,
    /** History is brought in: everything found is backlog. */
    IMPORT,
    /** History is brought in, and the import asks for its campaigns. */
    IMPORT_STARTING_CAMPAIGNS,
    /** A moment came that the rules had named, or a new day. */
    TIME,
    /** Other rules run: what they find is backlog. */
    RELEASE,
    /** Somebody asked. */
    REQUEST
}
