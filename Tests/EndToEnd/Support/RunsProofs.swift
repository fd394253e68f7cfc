import Foundation

/// Whether the long proofs run too: those that take minutes, and those that measure time.
let runsProofs = ProcessInfo.processInfo.environment["VEXAR_LONG"] == "1"
