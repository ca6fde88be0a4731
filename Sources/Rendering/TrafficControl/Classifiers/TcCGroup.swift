import WeirModel

extension Filter.CGroup: TcClassifier {
    static let needsWords = false
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        guard (ematches ?? []).isEmpty || !filter.actions.isEmpty else { throw .unsayable("matches of cgroup that no action follows") }
        try command.say(ematches: ematches)
    }
}
