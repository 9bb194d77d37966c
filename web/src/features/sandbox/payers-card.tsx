import { Link } from "@tanstack/react-router";
import { useMerchant } from "@/api/merchant";
import { Card } from "@/ui/card";
import { Reference } from "@/ui/copy";
import { Table, type Column } from "@/ui/table";

/** What a payer's card lives through; all are listed in src/simulators/README.md. */
export const CARDS: { number: string; behaviour: string; does: string }[] = [
  { number: "4000000000000002", behaviour: "ok", does: "Is paid at once." },
  { number: "4000000000000010", behaviour: "pending", does: "Is confirmed half a minute later." },
  {
    number: "4000000000000028",
    behaviour: "authenticate",
    does: "The payer’s bank asks the payer first (3-D Secure).",
  },
  {
    number: "4000000000000101",
    behaviour: "card_declined",
    does: "Is declined by the payer’s bank.",
  },
  {
    number: "4000000000000119",
    behaviour: "insufficient_funds",
    does: "Is declined: the account does not cover it.",
  },
  {
    number: "4000000000000127",
    behaviour: "expired_card",
    does: "Is declined: the card has expired.",
  },
  {
    number: "4000000000000218",
    behaviour: "refund_fails",
    does: "Is paid; its refunds fail at once.",
  },
  {
    number: "4000000000000226",
    behaviour: "refund_pending",
    does: "Is paid; its refunds take half a minute.",
  },
  {
    number: "4000000000000317",
    behaviour: "late_success",
    does: "Is declined, and paid after all ten seconds later.",
  },
  {
    number: "4000000000000325",
    behaviour: "wrong_amount",
    does: "Pays one rupee too little: a person looks at it.",
  },
  {
    number: "4000000000000341",
    behaviour: "wrong_currency",
    does: "Pays in another currency: a person looks at it.",
  },
  {
    number: "4000000000000358",
    behaviour: "paid_twice",
    does: "Is paid twice: one is credited, a person looks at the other.",
  },
  {
    number: "4000000000000408",
    behaviour: "chargeback",
    does: "Is paid, and charged back ten seconds later.",
  },
  {
    number: "4000000000000416",
    behaviour: "chargeback_won",
    does: "Is charged back; ten seconds later you win.",
  },
  {
    number: "4000000000000424",
    behaviour: "chargeback_lost",
    does: "Is charged back; ten seconds later you lose.",
  },
  {
    number: "4000000000000804",
    behaviour: "dup_hooks",
    does: "Is paid; the gateway says so again and again.",
  },
  {
    number: "4000000000000838",
    behaviour: "lost_hooks",
    does: "Is paid; the gateway says nothing, and is asked.",
  },
];

const COLUMNS: Column<(typeof CARDS)[number]>[] = [
  {
    name: "Card number",
    card: "title",
    cell: (each) => <Reference text={grouped(each.number)} what={`the card ${each.behaviour}`} />,
  },
  {
    name: "What happens",
    card: "line",
    cell: (each) => <span className="text-muted">{each.does}</span>,
  },
  {
    name: "Behaviour",
    hideBelow: "lg",
    cell: (each) => <code className="font-mono text-sm">{each.behaviour}</code>,
  },
];

/** Magic cards: on the payment page, a card with one of these numbers lives through it. */
export function PayersCard() {
  const merchant = useMerchant();
  return (
    <Card title="Magic cards" flush>
      <p className="px-5 pb-3 text-sm text-muted max-sm:px-4">
        <Link
          to="/m/$merchantId/deposits/new"
          params={{ merchantId: merchant.id }}
          className="text-sea underline underline-offset-2"
        >
          Add money
        </Link>{" "}
        and pay with one of these cards, any name and any date. The payment page itself offers more
        that can go wrong.
      </p>
      <Table
        caption="What a card does on the payment page"
        columns={COLUMNS}
        rows={CARDS}
        keyOf={(each) => each.number}
      />
    </Card>
  );
}

/** As it is printed on a card. */
function grouped(number: string): string {
  return number.replace(/(\d{4})(?=\d)/g, "$1 ");
}
