/** What stands in the address of a route: of a clinic and its people, and of whoever calls. */
export interface Target {
  clinicId: string;
  slotId: string;
  reference: string;
  venueId: string;
  memberId: string;
  tokenId: string;
  sessionId: string;
  /** A decision about the clinic. */
  changeId: string;
  bookingId: string;
  /** The call to this booking, which the decision has not reached. */
  callId: string;
  /** The confirmation of the booking. */
  messageId: string;
  /** Whoever it is for. */
  attendeeId: string;
  /** What they wrote; it waits for a person. */
  replyId: string;
}

/** How a route is called. */
export interface Sample {
  /** In the order of the address. */
  params?: string[];
  body?: Record<string, unknown>;
  headers?: Record<string, string>;
  /** A page's script sends JSON. */
  script?: true;
}
