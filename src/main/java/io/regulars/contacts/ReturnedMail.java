package io.regulars.contacts;

import io.regulars.platform.problem.ErrorCode;
import io.regulars.platform.problem.ProblemException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail that came back, read.
 *
 * @param feedback what it says; empty: nothing that counts, such as an absent reader's answer, or a delay
 * @param bounceToken from the address that it came back to
 * @param messageIds of actions, from what it encloses or answers, the likeliest first
 */
record ReturnedMail(Optional<Feedback> feedback, Optional<MessageToken> bounceToken, List<UUID> messageIds) {
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Pattern TOKEN = Pattern.compile("\\+([0-9a-fA-F]{48})@");
    private static final Pattern ACTION =
            Pattern.compile("<([0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})@[^<>\\s]{1,255}>");
    private static final Pattern EMPTY_LINE = Pattern.compile("\n[ \t]*\n");
    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})\\b.*");
    private static final Duration BELIEVED = Duration.ofDays(30);
    private static final int MOST_PARTS = 50;

    ReturnedMail {
        messageIds = List.copyOf(messageIds);
    }

    /**
     * Reads a mail.
     *
     * @param now when it arrived; its own date is believed unless it is ahead or more than 30 days old
     * @throws ProblemException MALFORMED if it is no mail
     */
    static ReturnedMail read(byte[] bytes, Instant now) {
        try {
            var mail = new MimeMessage(SESSION, new ByteArrayInputStream(bytes));
            List<MimePart> parts = isReport(mail) ? parts(mail) : List.of();
            return new ReturnedMail(feedback(mail, parts, moment(mail, now)), token(mail), messageIds(mail, parts));
        } catch (MessagingException | IOException e) {
            throw new ProblemException(ErrorCode.MALFORMED, "The body is no mail that can be read.");
        }
    }

    private static Optional<Feedback> feedback(MimeMessage mail, List<MimePart> parts, Instant at)
            throws MessagingException, IOException {
        for (MimePart part : parts) {
            if (part.isMimeType("message/delivery-status")) {
                return delivery(blocks(part), at);
            }
            if (part.isMimeType("message/feedback-report")) {
                return complaint(blocks(part), at);
            }
        }
        // an absent reader's program answers too; only people reply
        boolean byMachine = !header(mail, "Auto-Submitted").orElse("no").startsWith("no")
                || header(mail, "X-Autoreply").isPresent()
                || header(mail, "X-Auto-Response-Suppress").isPresent()
                || header(mail, "Precedence").orElse("").matches("bulk|junk|list|auto_reply");
        boolean answers = header(mail, "In-Reply-To").isPresent()
                || header(mail, "References").isPresent();
        return answers && !byMachine && !isReport(mail)
                ? Optional.of(Feedback.of(FeedbackType.REPLIED, at))
                : Optional.empty();
    }

    /** One of several readers is told of in a block each; we write to one. */
    private static Optional<Feedback> delivery(List<InternetHeaders> blocks, Instant at) {
        for (InternetHeaders block : blocks) {
            String action = first(block, "Action").orElse("");
            Optional<String> status = first(block, "Status")
                    .map(STATUS::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1));
            switch (action) {
                case "failed" -> {
                    return Optional.of(Feedback.bounced(status.orElse(null), false, at));
                }
                case "delivered" -> {
                    return Optional.of(Feedback.of(FeedbackType.DELIVERED, at));
                }
                default -> {
                    // delayed, relayed, expanded: nothing has come of it yet
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Feedback> complaint(List<InternetHeaders> blocks, Instant at) {
        boolean unwanted = blocks.stream()
                .flatMap(block -> first(block, "Feedback-Type").stream())
                .anyMatch(type -> !type.equals("not-spam"));
        return unwanted ? Optional.of(Feedback.of(FeedbackType.COMPLAINED, at)) : Optional.empty();
    }

    private static boolean isReport(MimePart mail) throws MessagingException {
        return mail.isMimeType("multipart/report");
    }

    private static List<MimePart> parts(MimePart mail) throws MessagingException, IOException {
        var multipart = new MimeMultipart(new ByteArrayDataSource(
                mail.getInputStream(),
                Optional.ofNullable(mail.getContentType()).orElse("multipart/report")));
        var parts = new ArrayList<MimePart>();
        for (int i = 0; i < Math.min(multipart.getCount(), MOST_PARTS); i++) {
            if (multipart.getBodyPart(i) instanceof MimeBodyPart part) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** Blocks of fields, with empty lines between them. */
    private static List<InternetHeaders> blocks(MimePart part) throws MessagingException, IOException {
        var blocks = new ArrayList<InternetHeaders>();
        for (String block :
                EMPTY_LINE.splitAsStream(text(part).replace("\r\n", "\n")).toList()) {
            blocks.add(new InternetHeaders(
                    new ByteArrayInputStream((block.strip() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))));
        }
        return blocks;
    }

    private static String text(MimePart part) throws MessagingException, IOException {
        return new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Optional<MessageToken> token(MimeMessage mail) throws MessagingException {
        for (String name : List.of("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")) {
            String[] values = mail.getHeader(name);
            for (String value : values == null ? new String[0] : values) {
                Matcher matcher = TOKEN.matcher(value);
                if (matcher.find()) {
                    return MessageToken.ofBounce(matcher.group(1));
                }
            }
        }
        return Optional.empty();
    }

    private static List<UUID> messageIds(MimeMessage mail, List<MimePart> parts)
            throws MessagingException, IOException {
        var ids = new LinkedHashSet<UUID>();
        for (MimePart part : parts) {
            if (part.isMimeType("message/rfc822")
                    || part.isMimeType("text/rfc822-headers")
                    || part.isMimeType("message/rfc822-headers")) {
                var enclosed = new InternetHeaders(part.getInputStream());
                add(ids, enclosed.getHeader("Message-ID"));
            }
        }
        add(ids, mail.getHeader("In-Reply-To"));
        add(ids, mail.getHeader("References"));
        return List.copyOf(ids);
    }

    private static void add(Set<UUID> ids, String @Nullable [] values) {
        for (String value : values == null ? new String[0] : values) {
            Matcher matcher = ACTION.matcher(value);
            while (matcher.find()) {
                ids.add(UUID.fromString(matcher.group(1)));
            }
        }
    }

    private static Instant moment(MimeMessage mail, Instant now) throws MessagingException {
        Date sent = mail.getSentDate();
        if (sent == null) {
            return now;
        }
        Instant said = sent.toInstant();
        return said.isAfter(now) || said.isBefore(now.minus(BELIEVED)) ? now : said;
    }

    private static Optional<String> header(MimeMessage mail, String name) throws MessagingException {
        return Optional.ofNullable(mail.getHeader(name, null)).map(ReturnedMail::word);
    }

    private static Optional<String> first(InternetHeaders block, String name) {
        return Optional.ofNullable(block.getHeader(name, null)).map(ReturnedMail::word);
    }

    private static String word(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }
}
