import WeirModel

extension Filter.Basic: TcClassifier {
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) { try command.say(ematches: ematches) }
}
