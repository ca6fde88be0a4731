// Data files of sets.
extension ElementFile {
    /// The types of the components that lines have.
    public static func types(of content: SetDeclaration.Content) -> [DataType] {
        switch content {
        case .types(let types): types
        case .sized(let types): types.map(\.type)
        case .typeof(let terms): terms.map { if case .field(let field) = $0 { field.layout.type } else { .integer } }
        }
    }

    /// The part after the colon in the lines of a set's or map's file.
    public static func data(of set: SetDeclaration) -> Data {
        switch set.data {
        case nil: .none
        case .values(let content)?, .intervals(let content)?: .values(types(of: content))
        case .verdict?: .verdict
        case .object?: .objects
        }
    }

    /// An element as a line; `nil` if no line reads back as it, such as one with statements.
    public static func line(for element: Element, types: [DataType], data: Data = .none) -> String? {
        ElementLine(types: types, data: data).text(of: element)
    }
}
