package io.regulars.preview;

import io.regulars.campaigns.Campaign;
import io.regulars.campaigns.CampaignCatalogue;
import io.regulars.campaigns.Step;
import io.regulars.campaigns.ledger.ForeseeStarts.Expectation;
import io.regulars.campaigns.ledger.ForeseeStarts.Foreseen;
import io.regulars.facts.history.Profile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What foreseen starts come to: actions step by step, what they cost, and which messages could not go out. */
final class CampaignCosts {
    private static final String EMAIL = "email";
    private static final List<String> BY_PHONE = List.of("sms", "phone", "whatsapp", "call");

    private final CampaignCatalogue catalogue;
    private final Currency currency;
    private final PossibleStarts starts;

    CampaignCosts(CampaignCatalogue catalogue, Currency currency, PossibleStarts starts) {
        this.catalogue = catalogue;
        this.currency = currency;
        this.starts = starts;
    }

    /** By campaign. */
    List<Impact.OfCampaign> of(List<Foreseen> foreseen) {
        Map<String, List<Foreseen>> byCampaign = new TreeMap<>();
        foreseen.stream()
                .filter(one -> one.expectation() != Expectation.KNOWN)
                .forEach(one -> byCampaign
                        .computeIfAbsent(one.asked().start().campaign(), first -> new ArrayList<>())
                        .add(one));
        return byCampaign.entrySet().stream()
                .map(entry -> campaign(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Impact.OfCampaign campaign(String name, List<Foreseen> foreseen) {
        List<Profile> started = foreseen.stream()
                .filter(one -> one.expectation() == Expectation.STARTED)
                .map(one -> starts.profile(one.asked().client()))
                .toList();
        var steps = catalogue
                .campaign(name)
                .map(campaign -> campaign.steps().stream()
                        .map(step -> step(campaign, step, started))
                        .toList())
                .orElse(List.of());
        BigDecimal cost =
                steps.stream().map(step -> new BigDecimal(step.cost())).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new Impact.OfCampaign(
                name,
                started.size(),
                count(foreseen, Expectation.BACKLOG),
                count(foreseen, Expectation.SKIPPED),
                steps,
                amount(cost));
    }

    private Impact.OfStep step(Campaign campaign, Step step, List<Profile> clients) {
        long noAddress = 0;
        long noConsent = 0;
        if (step.content() instanceof Step.Message message) {
            for (Profile client : clients) {
                List<String> reachable = message.channels().stream()
                        .filter(channel -> hasAddress(client, channel))
                        .toList();
                boolean consents = reachable.stream().anyMatch(channel -> consents(client, campaign.kind(), channel));
                noAddress += reachable.isEmpty() ? 1 : 0;
                noConsent += !reachable.isEmpty() && !consents ? 1 : 0;
            }
        }
        String kind = switch (step.content()) {
            case Step.Message message -> "message";
            case Step.Task task -> "task";
            case Step.Tag tag -> "tag";
            case Step.Untag untag -> "untag";
            case Step.Event event -> "event";
        };
        BigDecimal cost = step.cost().multiply(BigDecimal.valueOf(clients.size()));
        return new Impact.OfStep(step.name(), kind, clients.size(), noAddress, noConsent, amount(cost));
    }

    private static long count(List<Foreseen> foreseen, Expectation expectation) {
        return foreseen.stream().filter(one -> one.expectation() == expectation).count();
    }

    /** Of channels of other kinds nothing is known here. */
    private static boolean hasAddress(Profile client, String channel) {
        if (channel.equals(EMAIL)) {
            return client.email() != null;
        }
        return !BY_PHONE.contains(channel) || client.phone() != null;
    }

    /** Marketing needs a yes; a service message goes unless there is a no. */
    private static boolean consents(Profile client, Campaign.Kind kind, String channel) {
        return switch (kind) {
            case MARKETING -> client.consents().getOrDefault(channel, false);
            case SERVICE -> client.consents().getOrDefault(channel, true);
        };
    }

    private String amount(BigDecimal cost) {
        int digits = currency.getDefaultFractionDigits();
        return cost.setScale(Math.max(digits, cost.stripTrailingZeros().scale()), RoundingMode.UNNECESSARY)
                .toPlainString();
    }
}
