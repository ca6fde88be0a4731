public enum HeaderField: String, Sendable, Codable, Hashable, CaseIterable { case ipSaddr = "ip saddr" }
public enum MetaKey: String, Sendable, Codable, Hashable, CaseIterable { case mark }
public enum CtKey: String, Sendable, Codable, Hashable, CaseIterable { case mark }
public enum ExtensionHeader: String, Sendable, Codable, Hashable, CaseIterable { case frag }
public enum ExtensionHeaderField: String, Sendable, Codable, Hashable, CaseIterable { case fragID = "frag id" }
public enum TCPOptionField: String, Sendable, Codable, Hashable, CaseIterable { case maxsegSize = "maxseg size" }
public enum IPOption: String, Sendable, Codable, Hashable, CaseIterable { case lsrr }
public enum IPOptionField: String, Sendable, Codable, Hashable, CaseIterable { case lsrrPtr = "lsrr ptr" }
public enum SCTPChunk: String, Sendable, Codable, Hashable, CaseIterable { case data }
public enum SCTPChunkField: String, Sendable, Codable, Hashable, CaseIterable { case dataTsn = "data tsn" }
extension DataType: Codable {}

