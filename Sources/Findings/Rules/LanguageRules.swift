import WeirModel

extension DiagnosticRule {
    static let language: [DiagnosticRule] = [
        DiagnosticRule(
            .badLiteral, "a literal does not fit the field beside it",
            why: "A field has a type and a width; the literal is read in that type when the policy runs.",
            help: "write a value of the field's type", source: "nft(8), DATA TYPES", in: .language),
        DiagnosticRule(
            .badRange, "a range ends before it starts", why: "It would match nothing.", help: "swap its ends", in: .language),
        DiagnosticRule(
            .badTarget, "an expression that can't be set is on the left of an assignment",
            why: "Only fields of the packet and its metadata can be set.", help: "set a field, such as `meta.mark.set(1)`",
            source: "nft(8), STATEMENTS", in: .language),
        DiagnosticRule(
            .badLimit, "a burst has another unit than its rate", why: "The kernel counts both in packets or both in bytes.",
            help: "use one unit", source: "nft(8), LIMIT STATEMENT", in: .language),
        DiagnosticRule(
            .emptyRule, "a rule has no statement", why: "It would do nothing.", help: "add a statement, or remove the rule", in: .language),
        DiagnosticRule(
            .emptyTest, "a test expects nothing", why: "It would pass, whatever the policy does.", help: "write an `Expect(…)` into it",
            in: .language),
        DiagnosticRule(
            .testStatement, "an expectation has a statement that is not a match",
            why: "A test describes packets; it does not change them or give them a verdict.", help: "leave the statement out", in: .language
        ),
        DiagnosticRule(
            .wrongFamily, "an address is not of the table's family", why: "The rule would never match.",
            help: "use an inet table for both families", source: "nft(8), ADDRESS FAMILIES", in: .language),
        DiagnosticRule(
            .wrongHook, "a family has no chain of this type at this hook", why: "Each family has its own hooks and chain types.",
            help: "take a hook that has the type", source: "nft(8), CHAINS", in: .language),
        DiagnosticRule(
            .wrongPriority, "a family has no priority of this name at this hook",
            why: "The numbers of named priorities depend on family and hook.", help: "take another name, or a number",
            source: "nft(8), CHAINS", in: .language),
        DiagnosticRule(
            .hostBits, "an address has bits set behind its prefix", why: "Such a prefix often has a wrong length.",
            help: "clear the bits, or correct the length", in: .language),
        DiagnosticRule(
            .splitState, "a rule for both IP families has state",
            why: "The rule becomes one for IPv4 and one for IPv6, each with a separate counter, limit, or quota.",
            help: "declare the object, and use it by name in both", in: .language),
        DiagnosticRule(
            .red, "the parameters of red or gred do not go together",
            why: "Thresholds, burst, and average packet give the kernel's logarithms, which have limits.",
            help: "change the value that the finding names",
            source: "tc-red(8)", in: .language),
        DiagnosticRule(
            .redBurst, "the burst of red is too large", severity: .warning,
            why: "The average would hardly follow the queue. tc warns of it as well.",
            help: "lower `burst`", source: "tc-red(8)", in: .language),
        DiagnosticRule(
            .untypedSet, "the type of a set or map is missing", why: "Neither its declaration nor a rule that uses it gives the type.",
            help: "declare it with `type:` (and `to:` for a map)", source: "nft(8), SETS", in: .language),
        DiagnosticRule(
            .conflictingDeclaration, "an object is declared twice, with differences", why: "A table has one object of a kind and name.",
            help: "declare it once, and use the constant in both places", in: .language),
        DiagnosticRule(
            .filterMatch, "a filter's matches have no form that a classifier takes",
            why: "Matches become flower, u32, basic, fw, or matchall, whichever can express them.",
            help: "split the filter, or choose the classifier with `by:`", source: "tc-flower(8), tc-u32(8), tc-ematch(8)", in: .language),
        DiagnosticRule(
            .noClass, "a filter classifies, but there are no classes", why: "Ingress and clsact have no classes.",
            help: "leave `classify` out, or move the filter to `Root`", source: "tc(8)", in: .language),
        DiagnosticRule(
            .misplacedClass, "a class is below a qdisc without classes", why: "Classes belong below a classful qdisc.",
            help: "move it to `Root`", source: "tc(8), CLASSES", in: .language),
        DiagnosticRule(
            .misplacedLeaf, "a leaf is in a place without classes", why: "A leaf is the qdisc of a class.", help: "move it to `Root`",
            source: "tc(8), CLASSES", in: .language),
        DiagnosticRule(
            .noHandle, "a qdisc with classes or filters has no handle", why: "Classes and filters refer to their qdisc by its handle.",
            help: "add `handle:`", source: "tc(8), HANDLES", in: .language),
    ]
}
