package io.regulars.outbox.mail;

import io.vertx.ext.mail.MailClient;

/**
 * A mail server, ready to be used.
 *
 * @param from the sender of mails that name none
 */
record MailServer(MailClient client, String host, int port, String from) {}
