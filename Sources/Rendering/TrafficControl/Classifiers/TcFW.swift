import WeirModel

extension Filter.FW: TcClassifier {
    func handle(of filter: Filter) -> String? {
        filter.handle.map { TcText.hex($0) + (mask.map { "/" + TcText.hex($0) } ?? "") }
    }
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {
        guard mask == nil || filter.handle != nil else { throw .unsayable("a mask without a mark") }
        command.say("indev", indev)
    }
}
