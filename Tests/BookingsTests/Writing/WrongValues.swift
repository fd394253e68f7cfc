/// Values that a field of some type must refuse, as JSON text.
enum WrongValues {
    static let forIntegers = [
        #""5000""#, #""""#, "1e3", "1E3", "1e0", "5000.5", "5000.0", "0.0", "true", "false", "[]", "[1]", "{}",
        "9223372036854775808", "-9223372036854775809", "1e400", "-1", #"" 1""#, #""１""#,
        String(repeating: "9", count: 400), "0." + String(repeating: "0", count: 400) + "1",
    ]
    static let forTexts = ["1", "0", "1.5", "true", "false", "[]", #"["Jane"]"#, "{}", #"{"name": "Jane"}"#]
    static let forFlags = ["0", "1", #""true""#, #""false""#, #""""#, #""yes""#, "[]", "[true]", "{}", "1.0"]
    static let forDates =
        forTexts
        + [
            "", "2030-5-6", "30-05-06", "2030/05/06", "06.05.2030", "20300506", "2030-05-06T10:00:00Z", "2030-05-06 ",
            " 2030-05-06", "2030-02-29", "2100-02-29", "2030-04-31", "2030-13-01", "2030-00-10", "2030-05-00",
            "0000-00-00", "-030-05-06", "+030-05-06", "２０３０-05-06", "2030‐05‐06", "1999-12-31", "2101-01-01",
            "9999-12-31", "today", "infinity", "epoch", "2030-05-06\u{0}", "2030-W19-1", "2030-126",
        ].map { TestBody.Value.string($0).text }
    static let forTimes =
        forTexts
        + [
            "", "24:00", "23:60", "1:00", "001:00", "10:0", "10.00", "1000", "10:00:00", "10:00Z", "10:00+02:00",
            "10:00 AM", " 10:00", "10:00 ", "-1:00", "１０:00", "10：00", "now", "allballs", "99:99", "10:00\u{0}",
        ].map { TestBody.Value.string($0).text }
    static let forCurrencies =
        forTexts
        + ["", "us", "usdd", "u$d", "12a", "840", " usd", "usd ", "üsd", "ＵＳＤ", "u\u{212A}d", "us\u{0301}"]
        .map { TestBody.Value.string($0).text }

    /// The type of each field of a create.
    static let ofCreate: [String: [String]] = [
        "product_id": forIntegers, "operator_id": forIntegers, "duration_minutes": forIntegers + ["0", "10081"],
        "price": forIntegers + ["10000000000"], "booking_date": forDates, "start_time": forTimes,
        "visitor_name": forTexts, "visitor_email": forTexts, "visitor_phone": forTexts, "visitor_note": forTexts,
        "currency": forCurrencies, "status": forTexts + [#"" pending""#], "allow_double_booking": forFlags,
        "send_notification": forFlags,
    ]

    /// The same of an appointment's reschedule.
    static let ofReschedule = ofCreate.filter {
        [
            "product_id", "operator_id", "duration_minutes", "booking_date", "start_time", "allow_double_booking",
            "send_notification",
        ].contains($0.key)
    }

    static let ofStatus: [String: [String]] = [
        "status": forTexts + [#""""#, #""Cancelled""#, #""cancelled ""#, #""canceled""#, #""no_show""#],
        "reason": forTexts, "allow_double_booking": forFlags,
    ]
}
