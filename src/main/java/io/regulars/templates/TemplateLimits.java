package io.regulars.templates;

/** How much a template may be, may hold and may write, so that none keeps a processor. */
final class TemplateLimits {
    /** Bytes of a file. */
    static final int MOST_BYTES = 100_000;

    /** Characters that are written. */
    static final int MOST_OUTPUT = 200_000;

    /** Items of a list; a list that has more ends there. */
    static final int MOST_ITEMS = 20;

    /** Loops within each other. */
    static final int MOST_LOOPS = 2;

    /** Sections within each other. */
    static final int MOST_SECTIONS = 20;

    /** Characters of a part in braces. */
    static final int LONGEST_TAG = 500;

    /** Parts in braces that are evaluated at most, those in loops counted for each item. */
    static final int MOST_EVALUATED = 20_000;

    /** Characters of a subject, above which programs cut it. */
    static final int LONGEST_SUBJECT = 150;

    /** Bytes of HTML above which Gmail cuts a mail. */
    static final int GMAIL_CUTS = 102_000;

    /** Diagnostics that are told of one file. */
    static final int MOST_TOLD = 50;

    private TemplateLimits() {}
}
