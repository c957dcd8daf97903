package io.regulars.outbox.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests do not get into networks that only we can reach. */
class CheckDestinationTest {
    private static final Map<String, List<String>> NAMES = Map.of(
            "public.example", List.of("93.184.216.34"),
            "six.example", List.of("2606:2800:220:1::1"),
            "both.example", List.of("2606:2800:220:1::1", "93.184.216.34"),
            "mixed.example", List.of("93.184.216.34", "10.0.0.7"),
            "own.example", List.of("10.1.2.3"));

    private final CheckDestination check = new CheckDestination(List.of(), List.of(443), CheckDestinationTest::resolve);

    private static InetAddress[] resolve(String name) throws UnknownHostException {
        List<String> known = NAMES.get(name);
        if (known == null) {
            return InetAddress.getAllByName(name);
        }
        var found = new InetAddress[known.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = InetAddress.getByName(known.get(i));
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "127.0.0.1",
                "2130706433",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[fe80::1]",
                "[fc00::1]",
                "[fd12::1]",
                "[ff02::1]",
                "[100::1]",
                "[2001:db8::1]",
                "[3fff::1]",
                "[2002:a00:1::1]",
                "[64:ff9b::a00:1]",
                "[64:ff9b:1::1]",
                "[5f00::1]",
                "[::ffff:10.0.0.1]",
                "[::ffff:7f00:1]"
            })
    void everyRangeThatIsNotPublicIsRefused(String address) {
        assertThatThrownBy(() -> check.check("https://" + address + "/hook"))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("no public address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://172.32.0.1/",
                "https://100.128.0.1/",
                "https://198.20.0.1/",
                "https://192.0.1.1/",
                "https://public.example/hook?a=b",
                "https://public.example:443/",
                "https://six.example/"
            })
    void whatLiesBesideARangeIsPublic(String url) throws NotAllowed {
        assertThat(check.check(url).addresses()).isNotEmpty();
    }

    @Test
    void aNameWithOnePrivateAddressIsRefusedWhateverTheOthersAre() {
        assertThatThrownBy(() -> check.check("https://mixed.example/")).hasMessageContaining("10.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://public.example/",
                "https://public.example:8443/",
                "https://user:pw@public.example/",
                "https://public.example/#x",
                "ftp://public.example/",
                "file:///etc/passwd",
                "https:///x",
                "public.example",
                "https://",
                "https://public.example /",
                "https://127.1/",
                "https://no.such.name.invalid/"
            })
    void whatIsNoAddressOfAReceiverIsRefused(String url) {
        assertThatThrownBy(() -> check.check(url)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void anOwnNetworkIsTakenWhereItIsAllowedWithoutTlsToo() throws NotAllowed {
        var own = new CheckDestination(List.of("10.1.0.0/16"), List.of(443), CheckDestinationTest::resolve);
        assertThat(own.check("http://own.example:8080/hook").port()).isEqualTo(8080);
        assertThatThrownBy(() -> own.check("https://mixed.example/")).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> own.check("http://public.example/")).hasMessageContaining("https://");
    }

    @Test
    void anAddressOfTheOldKindIsTriedFirst() throws NotAllowed {
        assertThat(check.check("https://both.example/").addresses())
                .extracting(InetAddress::getHostAddress)
                .first()
                .isEqualTo("93.184.216.34");
    }
}
