import WeirModel

extension Filter.BPF: TcClassifier {
    static let flags: FilterFlags = [.skipHardware, .skipSoftware]
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        try program.spell(into: &command)
        command.say("direct-action", if: directAction)
    }
}
