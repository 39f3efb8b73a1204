package dev.ddns53.core.model;

/** Route 53's {@code ChangeInfo.Id}. */
public record ChangeId(String value) {}
