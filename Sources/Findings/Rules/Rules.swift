/// Rules of findings that come from no check: the language, evaluation, documents, the kernel.
extension DiagnosticRule {
    package static let others: [DiagnosticRule] = language + evaluation + documents + acceptance + kernel
}
