/**
 * The SQL of a rule, as AWS IoT has it in its version 2016-03-23: pure functions from a message to what it becomes.
 *
 * <pre>{@code
 * RuleSql sql = RuleSql.parse("SELECT *, topic(2) AS device FROM 'streaming-data/+' WHERE temperature > 20");
 * Message message = Message.of(record);
 * byte[] payload = sql.selects(message) ? sql.output(message) : null;
 * String key = MessageTemplate.parse("${topic(2)}-${client_id}").fill(message);
 * }</pre>
 *
 * <p>{@link dev.sluice.rule.RuleSql} and {@link dev.sluice.rule.MessageTemplate} read a text with a parser of recursive
 * descent into a tree of {@code Expression}s, which is evaluated for each message; the payload is parsed once, when
 * something asks for a field. {@link dev.sluice.rule.RowCondition} asks the same language about the rows of a lake job's
 * {@code Filter}. The grammar, {@code []} for what may be left out and {@code {}} for what may be repeated:
 *
 * <pre>
 * statement   SELECT selection FROM string [WHERE expression] [;]
 * selection   VALUE (* | expression) | item {, item}
 * item        * | expression [AS name {. name}]
 * expression  conjunction {OR conjunction}
 * conjunction negated {AND negated}
 * negated     {NOT} comparison
 * comparison  sum [(= | &lt;&gt; | != | &lt; | &lt;= | &gt; | &gt;=) sum | [NOT] IN ((expression {, expression}) | sum)]
 * sum         product {(+ | -) product}
 * product     signed {(* | / | %) signed}
 * signed      {-} path
 * path        primary {. name | [expression]}
 * primary     string | number | TRUE | FALSE | NULL | name | (expression)
 *           | [expression, …] | {string: expression, …}
 *           | name(argument {, argument}) | cast(expression AS type)
 *           | CASE expression WHEN expression THEN expression {WHEN …} [ELSE expression] END
 *           | (SELECT selection FROM path [WHERE expression])
 * argument    * | expression
 * </pre>
 *
 * <p>A string stands in single or double quotes, a name that is no word in backticks. Keywords and functions are
 * case-insensitive, fields are not. A field that is not there, and an expression with operands of the wrong type, is
 * undefined: it is left out of the result, and a {@code WHERE} that is undefined is not true.
 *
 * <p>Where this is not AWS IoT: a number is a Decimal if it is written as one, so that {@code 10.0 / 4} is 2.5 and not 2, and
 * goes through as it is written; what is no field needs {@code AS}; {@code timestamp()} is when the message arrived,
 * the same however often a rule looks at it; {@code !=}, {@code IN}, {@code a[0]} and backticks are ours; the pattern of
 * {@code parse_time} is that of {@link java.time.format.DateTimeFormatter}; functions that ask services of AWS are refused.
 */
@NullMarked
package dev.sluice.rule;

import org.jspecify.annotations.NullMarked;
