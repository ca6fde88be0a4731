import WeirModel

extension Filter.Route: TcClassifier {
    func handle(of filter: Filter) -> String? { filter.handle.flatMap { $0 == 0 ? nil : TcText.hex($0) } }
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        command.say("from", from)
        command.say("fromif", fromInterface)
        command.say("to", to)
    }
}
