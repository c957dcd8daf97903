package io.regulars.outbox.http;

import io.regulars.outbox.OutboxConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Keeps requests out of networks that only we can reach: whoever sets up an endpoint must not read our own servers through it. A name is
 * refused if any of its addresses is such a one. It is asked when an endpoint is saved and before each attempt, and the connection goes to
 * the address that was checked, so a name that changes in between changes nothing.
 */
@ApplicationScoped
class CheckDestination {
    /** Special and private ranges of IANA's registries. */
    private static final List<AddressRange> CLOSED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "::/128",
                    "::1/128",
                    "fe80::/10",
                    "fc00::/7",
                    "ff00::/8",
                    "100::/64",
                    "2001:db8::/32",
                    "3fff::/20",
                    "2002::/16",
                    "64:ff9b::/96",
                    "64:ff9b:1::/48",
                    "5f00::/16")
            .map(AddressRange::of)
            .toList();

    private static final int PORT_OF_HTTPS = 443;
    private static final int PORT_OF_HTTP = 80;

    private final List<AddressRange> allowed;
    private final List<Integer> ports;
    private final Names names;

    /** How names become addresses. */
    @FunctionalInterface
    interface Names {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    @Inject
    CheckDestination(OutboxConfig config) {
        this(config.webhookAllow().orElse(List.of()), config.webhookPorts(), InetAddress::getAllByName);
    }

    CheckDestination(List<String> allowed, List<Integer> ports, Names names) {
        this.allowed = allowed.stream().map(String::strip).map(AddressRange::of).toList();
        this.ports = List.copyOf(ports);
        this.names = names;
    }

    /**
     * Where a request may go.
     *
     * @param addresses checked, those of IPv4 first; at least one
     */
    record Destination(boolean tls, String host, int port, String path, List<InetAddress> addresses) {}

    /**
     * Checks where an address of the web leads to now.
     *
     * @throws NotAllowed if it may not be asked, or its name is not known
     */
    Destination check(String url) throws NotAllowed {
        URI uri = parsed(url);
        boolean tls = "https".equals(uri.getScheme().toLowerCase(Locale.ROOT));
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? PORT_OF_HTTPS : PORT_OF_HTTP;
        String host = uri.getHost();
        List<InetAddress> addresses = resolved(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
        boolean own = addresses.stream().allMatch(address -> isIn(allowed, address));
        for (InetAddress address : addresses) {
            if (!isIn(allowed, address) && (isIn(CLOSED, address) || address.isMulticastAddress())) {
                throw new NotAllowed("leads to " + address.getHostAddress()
                        + ", which is no public address; an operator can allow a network by REGULARS_WEBHOOK_ALLOW");
            }
        }
        if (!own && !tls) {
            throw new NotAllowed("begins with https://; what is sent is personal");
        }
        if (!own && !ports.contains(port)) {
            throw new NotAllowed(
                    "has one of the ports " + ports + "; an operator can allow others by REGULARS_WEBHOOK_PORTS");
        }
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new Destination(
                tls, host, port, uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery(), addresses);
    }

    private static URI parsed(String url) throws NotAllowed {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new NotAllowed("is an address such as https://example.com/hook");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
            throw new NotAllowed("is an address such as https://example.com/hook");
        }
        if (uri.getRawUserInfo() != null) {
            throw new NotAllowed("has no user or password in it");
        }
        if (uri.getRawFragment() != null) {
            throw new NotAllowed("has no fragment (#…)");
        }
        return uri;
    }

    private List<InetAddress> resolved(String host) throws NotAllowed {
        InetAddress[] found;
        try {
            found = names.resolve(host);
        } catch (UnknownHostException e) {
            throw new NotAllowed("names a host that is not known: " + host);
        }
        if (found.length == 0) {
            throw new NotAllowed("names a host that is not known: " + host);
        }
        return Arrays.stream(found)
                .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                .toList();
    }

    private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
