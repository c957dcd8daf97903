package io.regulars.outbox;

import io.regulars.access.businesses.BusinessId;
import io.regulars.platform.database.Transaction;
import io.regulars.platform.text.Channels;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * By which channels a business can send now. Its own endpoints come first: the one of that name, then one that serves the channel. Mail
 * without one goes by the installation's server ({@code QUARKUS_MAILER_HOST}). Where the installation has no server, its log carries all
 * messages to clients, so that a trial shows what would go out.
 */
@ApplicationScoped
public class OpenChannels {
    private static final String MAIL = "email";

    private final boolean mailServer = mailServerIsNamed();

    /**
     * Whether something that is put in for that channel now would go out.
     *
     * @param channel {@code email}, {@code sms}, or the name of an endpoint
     */
    public boolean has(Transaction tx, BusinessId business, String channel) throws SQLException {
        return endpoint(tx, business, channel).isPresent();
    }

    /** The endpoint that carries it; empty if there is none, or the business's own is disabled. */
    Optional<Integer> endpoint(Transaction tx, BusinessId business, String channel) throws SQLException {
        record Found(int id, boolean works) {}
        return tx.first(
                        """
                        select id, state <> 'DISABLED' as works from endpoint
                        where business_id = ? and (name = ? or channel = ?) or business_id is null and kind = ?
                        order by business_id is null, name <> ?, id limit 1
                        """,
                        row -> new Found(row.getInt("id"), row.getBoolean("works")),
                        business.value(),
                        channel,
                        channel,
                        ofTheInstallation(channel),
                        channel)
                .filter(Found::works)
                .map(Found::id);
    }

    private String ofTheInstallation(String channel) {
        if (mailServer) {
            return channel.equals(MAIL) ? EndpointKind.SMTP.name() : "";
        }
        return Channels.ALL.contains(channel) ? EndpointKind.LOG.name() : "";
    }

    /** Quarkus has a host as default, so the question is whether anybody named one. */
    private static boolean mailServerIsNamed() {
        var host = ConfigProvider.getConfig().getConfigValue("quarkus.mailer.host");
        return host.getValue() != null
                && !host.getValue().isBlank()
                && host.getSourceOrdinal() >= ConfigSource.DEFAULT_ORDINAL;
    }
}
