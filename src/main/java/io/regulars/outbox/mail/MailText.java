package io.regulars.outbox.mail;

import io.regulars.outbox.Parcel;
import io.regulars.outbox.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mail as it goes over the line. */
final class MailText {
    private MailText() {}

    /**
     * Puts a mail together. Its Message-ID is made of our id, so each attempt has the same and a mailbox that gets two shows one.
     *
     * @param sender who sends what names no sender
     */
    static MailMessage of(Payload.Mail mail, Parcel parcel, String sender) {
        String from = mail.from() == null ? sender : mail.from();
        var message = new MailMessage()
                .setFrom(named(mail.fromName(), from))
                .setTo(List.of(named(mail.toName(), mail.to())))
                .setSubject(mail.subject())
                .setText(mail.text())
                .setHtml(mail.html());
        if (mail.bounceAddress() != null) {
            message.setBounceAddress(mail.bounceAddress());
        }
        mail.headers().forEach(message::addHeader);
        if (mail.replyTo() != null) {
            message.addHeader("Reply-To", mail.replyTo());
        }
        message.addHeader("Message-ID", "<" + parcel.id() + "@" + from.substring(from.lastIndexOf('@') + 1) + ">");
        // nobody's holiday answers it (RFC 3834)
        message.addHeader("Auto-Submitted", "auto-generated");
        var attachments = new ArrayList<MailAttachment>();
        for (Payload.Attachment attachment : mail.attachments()) {
            attachments.add(MailAttachment.create()
                    .setName(attachment.name())
                    .setContentType(attachment.type())
                    .setDisposition("attachment")
                    .setData(Buffer.buffer(attachment.content())));
        }
        if (!attachments.isEmpty()) {
            message.setAttachment(attachments);
        }
        return message;
    }

    /** {@code "Anna Ozola" <anna@example.com>}; a name cannot end the quotes. */
    private static String named(@Nullable String name, String address) {
        if (name == null || name.isBlank()) {
            return address;
        }
        return "\"" + name.replaceAll("[\"\\\\<>()\\[\\]]", "").strip() + "\" <" + address + ">";
    }
}
