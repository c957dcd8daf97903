package io.regulars.drools;

/** An answer to a survey. */
public record Survey(String clientId, String kind, double score, double daysAgo) {
    /** As the vocabulary sees it. */
    public static Survey of(io.regulars.facts.Survey survey) {
        return new Survey(
                survey.client().id(),
                survey.state().kind().name(),
                survey.state().score(),
                Known.number(survey, "daysAgo"));
    }
}
