package io.regulars.outbox.kafka;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real broker of Kafka in this JVM, alone and its own controller. Whoever shows nothing may do everything; the user {@code anna} with the
 * secret {@code anna-secret} may do nothing, by a listener of its own.
 */
final class KafkaBroker implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final int open = freePort();
    private final int closed = freePort();
    private final KafkaRaftServer server;

    KafkaBroker(Path folder) throws Exception {
        int controller = freePort();
        Map<String, String> config = new HashMap<>();
        config.put("process.roles", "broker,controller");
        config.put("node.id", "1");
        config.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        config.put("controller.listener.names", "CONTROLLER");
        config.put(
                "listeners",
                "OPEN://127.0.0.1:" + open + ",CLOSED://127.0.0.1:" + closed + ",CONTROLLER://127.0.0.1:" + controller);
        config.put("listener.security.protocol.map", "OPEN:PLAINTEXT,CLOSED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT");
        config.put("inter.broker.listener.name", "OPEN");
        config.put("sasl.enabled.mechanisms", "PLAIN");
        config.put(
                "listener.name.closed.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_anna=\"anna-secret\";");
        config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("super.users", "User:ANONYMOUS");
        config.put("log.dirs", folder.toString());
        config.put("auto.create.topics.enable", "false");
        config.put("offsets.topic.replication.factor", "1");
        new Formatter()
                .setPrintStream(new PrintStream(System.err, false, StandardCharsets.UTF_8))
                .setClusterId("cGxhaW4tdGVzdC1icm9rZQ")
                .setNodeId(1)
                .setDirectories(List.of(folder.toString()))
                .setMetadataLogDirectory(Optional.of(folder.toString()))
                .setControllerListenerName("CONTROLLER")
                .run();
        server = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
        server.startup();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String address() {
        return "127.0.0.1:" + open;
    }

    /** Where a user has to show who they are. */
    String closedAddress() {
        return "127.0.0.1:" + closed;
    }

    /** Makes a topic whose records have at most so many bytes. */
    void topic(String name, int mostBytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(mostBytes)))))
                    .all()
                    .get();
        }
    }

    /** All records of a topic, partition by partition. */
    List<ConsumerRecord<String, String>> records(String topic) {
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", address()),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long there = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            var read = new ArrayList<ConsumerRecord<String, String>>();
            while (read.size() < there) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
            }
            return read;
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
