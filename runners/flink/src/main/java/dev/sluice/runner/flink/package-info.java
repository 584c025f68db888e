/** FlinkRunner and its defaults. */
@NullMarked
package dev.sluice.runner.flink;

import org.jspecify.annotations.NullMarked;
