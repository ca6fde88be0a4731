// The operators again, each for one type: beside a literal, the compiler tries all that Swift knows of `==` where only generic ones fit, and
// takes a concrete one at once. These are the types that people write literals of; a rule compiles in half the time.

extension Field where Value == Address {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: Address) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Address) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == Port {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: Port) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Port) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == Mark {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: Mark) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Mark) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == Number {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: Number) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Number) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == Interface {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: Interface) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Interface) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == EtherAddress {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: EtherAddress) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: EtherAddress) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == User {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: User) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: User) -> Statement { field.match(.notEqual, value.literal) }
}

extension Field where Value == Group {
    /// Equality, or membership where the right side is a range, a prefix, a list or a set: nft's `==`.
    public static func == (field: Self, value: Group) -> Statement { field.match(.equal, value.literal) }
    /// Inequality, or absence from a range, a prefix, a list or a set: nft's `!=`.
    public static func != (field: Self, value: Group) -> Statement { field.match(.notEqual, value.literal) }
}
