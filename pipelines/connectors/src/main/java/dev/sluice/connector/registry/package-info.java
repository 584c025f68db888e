/**
 * Registries of Avro schemas, asked over HTTP: Confluent's interface, which others speak as well, and AWS Glue's.
 *
 * <pre>{@code
 * RemoteRegistry registry = SchemaRegistries.open("https://registry.example:8081", "registry.json", null, mistakes);
 * TableDefinition opened = table.withFormat(((AvroFormat) table.format()).withRegistry(registry));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.registry;

import org.jspecify.annotations.NullMarked;
