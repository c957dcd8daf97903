package io.regulars.imports.demo;

import io.regulars.facts.history.BookingState.CancelledBy;
import io.regulars.facts.history.BookingState.Status;
import io.regulars.imports.demo.Catalogue.Service;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One booking as it stands at the end of the history.
 *
 * @param id the external id, {@code demo-17-3}
 * @param cancelledAt null unless it was cancelled
 * @param discount in hundredths, and so are tip and refunded
 */
record Visit(
        String id,
        Service service,
        String staff,
        String channel,
        Instant startsAt,
        Instant bookedAt,
        Status status,
        @Nullable Instant cancelledAt,
        @Nullable CancelledBy cancelledBy,
        int discount,
        int tip,
        int refunded) {
    Instant endsAt() {
        return startsAt.plusSeconds(60L * service.minutes());
    }

    boolean isCompleted() {
        return status == Status.COMPLETED;
    }

    String line(String client, DemoSettings settings) {
        return Line.of("booking", id)
                .with("client", client)
                .with("service", service.code())
                .with("staff", staff)
                .with("location", "main")
                .with("channel", channel)
                .with("paymentMethod", isCompleted() ? paymentMethod() : null)
                .with("startsAt", startsAt.atZone(settings.zone()).toOffsetDateTime())
                .with("endsAt", endsAt().atZone(settings.zone()).toOffsetDateTime())
                .with("bookedAt", bookedAt)
                .with("status", status)
                .with("cancelledAt", cancelledAt)
                .with("cancelledBy", cancelledBy)
                .with("price", Line.amount(service.price(), settings.currency()))
                .with("discount", discount == 0 ? null : Line.amount(discount, settings.currency()))
                .with("tip", tip == 0 ? null : Line.amount(tip, settings.currency()))
                .with("refunded", refunded == 0 ? null : Line.amount(refunded, settings.currency()))
                .with("offerCode", discount == 0 ? null : "COME-BACK")
                .end();
    }

    private String paymentMethod() {
        return tip > 0 ? "CASH" : "CARD";
    }
}
