package io.regulars.facts;

/** One survey answer of a client as a fact. */
public record Survey(Client client, SurveyState state) {}
