package io.regulars.drools;

import io.regulars.facts.Reading;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The client is in a segment. */
public record Member(
        String clientId, String segment, @Nullable LocalDate since, double days) {
    /** As the vocabulary sees it. */
    public static Member of(io.regulars.facts.Member member) {
        return new Member(
                member.client().id(),
                member.segment(),
                Reading.day(member, "since").orElse(null),
                Known.number(member, "days"));
    }
}
