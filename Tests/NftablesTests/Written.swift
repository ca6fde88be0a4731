import CNftnl
import Netfilter
import Netlink

@testable import Nftables

/// The attributes of a message that `write` fills, and why they could not be said.
func written(_ write: (RulesetWriter) -> Void) -> (bytes: [UInt8], failure: String?) {
    let writer = RulesetWriter()
    return written(to: writer, write)
}

func written(to writer: RulesetWriter, _ write: (RulesetWriter) -> Void) -> (bytes: [UInt8], failure: String?) {
    writer.removeAll()
    writer.begin(NFT_MSG_NEWRULE, family: 0, sequence: 1)
    write(writer)
    writer.end()
    return ([UInt8](writer.bytes.dropFirst(Message.headerSize + Message.nfgenSize)), writer.takeFailure()?.words)
}

extension [UInt8] {
    /// The expression whose name and data these are.
    var expression: Netfilter.Expression? { withUnsafeBytes { ExpressionTable.decode(Payload($0)) } }
}
