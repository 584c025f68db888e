package dev.sluice.connector.registry;

import dev.sluice.format.SchemaRegistry;
import java.util.List;

/** A registry behind HTTP: an address, and the paths of files. Its clients are opened where it is asked, on the worker. */
public sealed interface RemoteRegistry extends SchemaRegistry permits ConfluentRegistry, GlueRegistry {

    /**
     * Asks it for a schema that it cannot have. Called where a job is started, before it starts; not tried again.
     *
     * @return one sentence naming the registry; empty where it answers, and lets this client ask
     */
    List<String> unreachable();
}
