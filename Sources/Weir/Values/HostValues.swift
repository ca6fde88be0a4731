/// Whether something is there.
public struct Presence: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// It exists: nft's `exists`.
    public static var exists: Presence { Presence(named: "exists") }
    /// It is missing: nft's `missing`.
    public static var missing: Presence { Presence(named: "missing") }
}

/// A day of the week.
public struct Day: NumericValue {
    public let literal: Literal
    public init(literal: Literal) { self.literal = literal }

    /// Sunday, 0: nft's `Sunday`.
    public static var sunday: Day { Day(named: "Sunday") }
    /// Monday, 1: nft's `Monday`.
    public static var monday: Day { Day(named: "Monday") }
    /// Tuesday, 2: nft's `Tuesday`.
    public static var tuesday: Day { Day(named: "Tuesday") }
    /// Wednesday, 3: nft's `Wednesday`.
    public static var wednesday: Day { Day(named: "Wednesday") }
    /// Thursday, 4: nft's `Thursday`.
    public static var thursday: Day { Day(named: "Thursday") }
    /// Friday, 5: nft's `Friday`.
    public static var friday: Day { Day(named: "Friday") }
    /// Saturday, 6: nft's `Saturday`.
    public static var saturday: Day { Day(named: "Saturday") }
}
