extension FixedWidthInteger {
    /// The sum, or the end of the type's range that lies nearest to it: numbers from documents may be as large as their type allows.
    package func plus(clamped other: Self) -> Self {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
