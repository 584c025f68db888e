package dev.sluice.sql.script;

import java.util.List;
import java.util.Random;

/** A change of a script's characters, with no regard to its tokens. */
public final class CharacterMutation {

    private static final List<String> PIECES = List.of(
            "'",
            "`",
            "\"",
            ";",
            "(",
            ")",
            "((((",
            ",",
            ".",
            "/*",
            "*/",
            "--",
            "//",
            "\n",
            "\n\n",
            "\r",
            "%flink.ssql\n",
            "%md\n",
            "\n%flink.pyflink\n",
            "SELECT ",
            "CREATE TABLE ",
            "INSERT INTO ",
            "CASE ",
            "END ",
            "BEGIN ",
            "WITH ",
            "AS ",
            "INTERVAL '1' ",
            "DATE 'x' ",
            "U&'\\00zz' ",
            "_latin1'x'",
            "x'0g'",
            "1e999 ",
            "99999999999999999999 ",
            "\u0000",
            "\uFEFF",
            "\uD83D",
            "온도",
            "ä",
            "\t",
            "?",
            "{fn ",
            "}",
            "[",
            "]",
            "<",
            ">",
            "||",
            "=>",
            "::",
            "@",
            "$",
            "#",
            "/*+ OPTIONS('a'='b') */",
            "NOT ",
            "- ",
            "EXPLAIN ",
            "ESCAPE 'ab' ",
            "SET ",
            "\\");

    private CharacterMutation() {}

    /** The text with one change. */
    public static String of(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        int other = random.nextInt(text.length() + 1);
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return switch (random.nextInt(6)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + piece + text.substring(from);
            case 2 -> text.substring(0, from) + piece + text.substring(to);
            case 3 ->
                text.substring(0, from)
                        + text.substring(Math.min(from, other), Math.max(from, other))
                        + text.substring(from);
            case 4 -> text.substring(0, from);
            default -> text.substring(0, from) + piece.repeat(1 + random.nextInt(60)) + text.substring(from);
        };
    }
}
