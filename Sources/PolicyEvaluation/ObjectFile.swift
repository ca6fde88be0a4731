/// The compiled policy before linking: an ELF64 relocatable object, little-endian (elf(5)).
///
/// Its bytes are untrusted. Only sections that the Swift compiler creates are linked: none that the linker or the C library's start code
/// would obey (`.init_array`, `.swift1_autolink_entries`, `.deplibs`, `.note.*` …), and no symbol of the C library is replaced.
enum ObjectFile {
    enum Refusal: Error, CustomStringConvertible {
        case notAnObject
        case section(String)
        case symbol(String)

        /// The author's name for it, to look for in the source.
        var name: String? {
            switch self {
            case .notAnObject: nil
            case .section(let name), .symbol(let name): name
            }
        }

        var description: String {
            switch self {
            case .notAnObject: "the compiler's output is not an ELF object"
            case .section(let name): "the policy puts data into the section `\(name)`"
            case .symbol(let name): "the policy defines the C symbol `\(name)`"
            }
        }
    }

    /// Whole names, or with `.` and more behind.
    private static let sections: Set<String> = [
        ".text", ".data", ".data.rel.ro", ".bss", ".rodata", ".tdata", ".tbss", ".eh_frame", ".gcc_except_table", ".symtab", ".strtab",
        ".shstrtab", ".symtab_shndx", ".comment", ".group", ".llvm_addrsig", ".swift_modhash", ".ltext", ".ldata", ".lrodata", ".lbss",
    ]
    /// Those of the compiler that hold nothing.
    private static let emptySections: Set<String> = [".swift1_autolink_entries", ".linker-options", ".note.GNU-stack", ".deplibs"]
    /// Of the runtime's metadata: see the compiler's lib/IRGen/GenDecl.cpp.
    private static let metadata: Set<String> = [
        "swift5_accessible_functions", "swift5_assocty", "swift5_builtin", "swift5_capture", "swift5_entry", "swift5_fieldmd",
        "swift5_mpenum", "swift5_protocol_conformances", "swift5_protocols", "swift5_reflstr", "swift5_replac2", "swift5_replace",
        "swift5_runtime_attributes", "swift5_type_metadata", "swift5_typeref", "swift5_type_metadata_2", "swift5_tests",
    ]

    private enum SectionType {
        static let relocationsWithAddends: UInt32 = 4, symbols: UInt32 = 2
        /// NULL, PROGBITS, SYMTAB, STRTAB, RELA, NOBITS, GROUP, SYMTAB_SHNDX, LLVM_ADDRSIG, X86_64_UNWIND.
        static let linked: Set<UInt32> = [0, 1, 2, 3, 4, 8, 17, 18, 0x6fff_4c03, 0x7000_0001]
    }

    static func check(_ object: [UInt8]) throws(Refusal) {
        let elf = object[...]
        guard object.starts(with: [0x7f, 0x45, 0x4c, 0x46, 2, 1]), elf.number(at: 16, 2) == 1 else { throw .notAnObject }
        guard let table = elf.number(at: 0x28, 8), let size = elf.number(at: 0x3a, 2), size == 64, var count = elf.number(at: 0x3c, 2),
            var names = elf.number(at: 0x3e, 2), let first = elf.part(at: table, 64)
        else { throw .notAnObject }
        // More sections than 16 bits hold: the first section has their number and that of the names.
        if count == 0 { count = first.number(at: 0x20, 8) ?? 0 }
        if names == 0xffff { names = first.number(at: 0x28, 4) ?? 0 }
        guard let headers = elf.part(at: table, count.multipliedReportingOverflow(by: 64)) else { throw .notAnObject }
        guard let strings = content(of: names, headers, in: elf) else { throw .notAnObject }
        for index in 0..<Int(count) {
            let header = headers.part(at: UInt64(index) * 64, 64) ?? []
            guard let type = header.number(at: 4, 4), let length = header.number(at: 0x20, 8),
                let name = header.number(at: 0, 4).flatMap(strings.text)
            else { throw .notAnObject }
            guard type == 0 || isAllowed(name, UInt32(type), isEmpty: length == 0) else { throw .section(name) }
            if type == SectionType.symbols {
                guard let symbols = content(of: UInt64(index), headers, in: elf), let link = header.number(at: 0x28, 4),
                    let symbolNames = content(of: link, headers, in: elf)
                else { throw .notAnObject }
                try check(symbols, symbolNames)
            }
        }
    }

    private static func content(of index: UInt64, _ headers: ArraySlice<UInt8>, in elf: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let header = headers.part(at: index.multipliedReportingOverflow(by: 64).partialValue, 64),
            let offset = header.number(at: 0x18, 8),
            let size = header.number(at: 0x20, 8)
        else { return nil }
        return elf.part(at: offset, (size, false))
    }

    private static func isAllowed(_ name: String, _ type: UInt32, isEmpty: Bool) -> Bool {
        // They are there in each object, whatever their type.
        if isEmpty && emptySections.contains(name) { return true }
        guard SectionType.linked.contains(type) else { return false }
        let target = type == SectionType.relocationsWithAddends && name.hasPrefix(".rela") ? String(name.dropFirst(5)) : name
        if sections.contains(target) || metadata.contains(target) { return true }
        return sections.contains { target.hasPrefix($0 + ".") }
    }

    /// Swift's names begin with `$s`. Another global one replaces the C library's, or is called by it; so does a weak one, which keeps the
    /// library's out. Helpers that the compiler adds to each object are weak, too, under names that are impossible in C (`got.…`, `symbolic
    /// …`) or that begin with `__swift_`.
    private static func check(_ symbols: ArraySlice<UInt8>, _ names: ArraySlice<UInt8>) throws(Refusal) {
        let (local, weak, indirectFunction): (UInt64, UInt64, UInt64) = (0, 2, 10)
        for index in 0..<(symbols.count / 24) {
            guard let symbol = symbols.part(at: UInt64(index) * 24, 24), let info = symbol.number(at: 4, 1),
                let section = symbol.number(at: 6, 2), let name = symbol.number(at: 0, 4).flatMap(names.text)
            else { throw .notAnObject }
            let binding = info >> 4
            let isHelper = binding == weak && (name.hasPrefix("__swift_") || !isIdentifier(name))
            let isOwn = name.hasPrefix("$s") || name == "main" || isHelper
            if info & 0xf == indirectFunction || section != 0 && binding != local && !isOwn { throw .symbol(name) }
        }
    }

    private static func isIdentifier(_ name: String) -> Bool {
        name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }
}

extension ArraySlice<UInt8> {
    /// A number of the object, little-endian.
    fileprivate func number(at offset: UInt64, _ size: Int) -> UInt64? {
        part(at: offset, UInt64(size))?.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }

    fileprivate func part(at offset: UInt64, _ length: UInt64) -> ArraySlice<UInt8>? { part(at: offset, (length, false)) }

    fileprivate func part(at offset: UInt64, _ length: (partialValue: UInt64, overflow: Bool)) -> ArraySlice<UInt8>? {
        guard !length.overflow, offset <= UInt64(count), length.partialValue <= UInt64(count) - offset else { return nil }
        let start = startIndex + Int(offset)
        return self[start..<(start + Int(length.partialValue))]
    }

    /// The text there, up to its zero.
    fileprivate func text(at offset: UInt64) -> String? {
        guard offset < UInt64(count) else { return nil }
        return String(decoding: self[(startIndex + Int(offset))...].prefix { $0 != 0 }, as: UTF8.self)
    }
}
