// Public since the type is, and with it whatever it conforms to.
public import ArgumentParser
public import Bookings

extension JobState: ExpressibleByArgument {}
