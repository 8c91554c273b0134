package org.striate.launcher;

import java.util.Set;
import org.commonmark.node.Text;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;

/**
 * TeX between dollars stays the text it is: an asterisk in it is no emphasis. A dollar before a space opens none, and one after
 * a space closes none.
 */
final class Formula implements InlineContentParserFactory, InlineContentParser {

    private static final char DOLLAR = '$';

    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of(DOLLAR);
    }

    @Override
    public InlineContentParser create() {
        return this;
    }

    @Override
    public ParsedInline tryParse(InlineParserState state) {
        var scanner = state.scanner();
        var start = scanner.position();
        int dollars = scanner.matchMultiple(DOLLAR);
        boolean opens = dollars == 2 || dollars == 1 && !Character.isWhitespace(scanner.peek());
        if (!opens || scanner.find(DOLLAR) < 0) {
            return ParsedInline.none();
        }
        boolean afterSpace = Character.isWhitespace(scanner.peekPreviousCodePoint());
        boolean closes = scanner.matchMultiple(DOLLAR) == dollars && (dollars == 2 || !afterSpace); // not: $5 or $6
        return closes
                ? ParsedInline.of(
                        new Text(scanner.getSource(start, scanner.position()).getContent()), scanner.position())
                : ParsedInline.none();
    }
}
