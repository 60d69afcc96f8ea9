package dev.sluice.loadtest.client;

/**
 * One delivery to bring to the gateway, however many attempts it takes.
 *
 * @param webhookId the same in every attempt
 */
public record Call(WebhookRequest request, String webhookId) {}
