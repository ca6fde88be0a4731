/// Rules of what no check finds: the language, evaluation, documents, the kernel.
extension DiagnosticRule {
    public static let others: [DiagnosticRule] = language + evaluation + documents + acceptance + kernel
}
