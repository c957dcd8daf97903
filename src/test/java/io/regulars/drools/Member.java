package io.regulars.drools;

/** The client is in a segment. */
public record Member(String clientId, String segment, double days) {
    /** As the vocabulary sees it. */
    public static Member of(io.regulars.facts.Member member) {
        return new Member(member.client().id(), member.segment(), Known.number(member, "days"));
    }
}
