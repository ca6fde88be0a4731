import WeirModel

extension Filter.MatchAll: TcClassifier {
    static let flags: FilterFlags = [.skipHardware, .skipSoftware]
    func spell(_ filter: Filter, into command: inout TcCommand) throws(RenderingError) {}
}
