/** What was typed into the form, as it was typed. */
export interface BookFormValues {
  name: string;
  /** The names of the second person and those after. */
  others: string[];
  phone: string;
  email: string;
  /** BCP 47 tag. */
  language: string;
  smsConsent: boolean;
}
