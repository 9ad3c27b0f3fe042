/** What is left of each invoice of an order, 分, by `invoiceKey`: less what red letters took back. */
type Invoices = Readonly<Record<string, number>>;

/** The invoices of an order and what they come to, less red letters. */
export type Invoiced = {
  readonly invoices: Invoices;
  readonly invoicedFen: number;
};

export const nothingInvoiced: Invoiced = { invoices: {}, invoicedFen: 0 };

interface Invoice {
  readonly code?: string;
  readonly number: string;
}

/** An invoice as the tax authority names it. */
export const invoiceKey = ({ code, number }: Invoice): string => (code === undefined ? number : `${code} ${number}`);

export const withInvoice = ({ invoices }: Invoiced, invoice: Invoice & { readonly amountFen: number }): Invoiced =>
  summed({ ...invoices, [invoiceKey(invoice)]: invoice.amountFen });

/** A red letter takes back no more than there is: its invoice may have been corrected since. */
export function withRedLetter({ invoices }: Invoiced, redLetter: Invoice & { readonly amountFen: number }): Invoiced {
  const key = invoiceKey(redLetter);
  const left = invoices[key];
  return summed(left === undefined ? invoices : { ...invoices, [key]: Math.max(0, left - redLetter.amountFen) });
}

const summed = (invoices: Invoices): Invoiced => ({
  invoices,
  invoicedFen: Object.values(invoices).reduce((sum, fen) => sum + fen, 0),
});
