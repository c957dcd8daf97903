package io.regulars.clients;

/** What a client is called, for queries that list clients. */
public final class FullName {
    /** Of the table {@code client} as {@code c}: first and last name as far as they were told; null if neither was. */
    public static final String OF_C =
            "nullif(trim(concat_ws(' ', c.profile ->> 'firstName', c.profile ->> 'lastName')), '')";

    private FullName() {}
}
