/** Every shortcut on one sheet, and the switch that turns the single keys off. */
import { Label, Modal, Switch } from "@heroui/react";
import { t } from "@/shared/i18n/i18n";
import { destinations, settings } from "../shell/navigation";
import { Keys } from "./keys";
import { paletteKeys } from "./modifier";
import { LEAD_KEY, NEW_CAMPAIGN_KEY } from "./shortcuts";
import { useSingleKeys } from "./single-keys";

interface Line {
  what: string;
  keys: string[];
  /** Stands between keys pressed one after another. */
  between?: string;
}

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal.Backdrop isOpen onOpenChange={(open) => !open && onClose()}>
      <Modal.Container size="lg" scroll="inside">
        <Modal.Dialog>
          <Modal.CloseTrigger aria-label={t("common:action.close")} />
          <Modal.Header>
            <Modal.Heading className="text-lg font-semibold">{t("shell:shortcuts.title")}</Modal.Heading>
          </Modal.Header>
          <Modal.Body className="grid gap-6">
            <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
              <Lines title={t("shell:shortcuts.everywhere")} lines={everywhere()} />
              <Lines title={t("shell:shortcuts.pages")} lines={pages()} />
            </div>
            <SingleKeysSwitch />
          </Modal.Body>
        </Modal.Dialog>
      </Modal.Container>
    </Modal.Backdrop>
  );
}

function everywhere(): Line[] {
  return [
    { what: t("shell:palette.title"), keys: paletteKeys() },
    { what: t("shell:shortcuts.newCampaign"), keys: [NEW_CAMPAIGN_KEY.toUpperCase()] },
    { what: t("shell:shortcuts.search"), keys: ["/"] },
    { what: t("shell:shortcuts.sheet"), keys: ["?"] },
    { what: t("shell:shortcuts.close"), keys: ["Esc"] },
  ];
}

function pages(): Line[] {
  return [...destinations, settings].map(({ label, key }) => ({
    what: label(),
    keys: [LEAD_KEY.toUpperCase(), key.toUpperCase()],
    between: t("shell:shortcuts.then"),
  }));
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold text-muted">{title}</h3>
      <dl className="grid gap-1">
        {lines.map(({ what, keys, between }) => (
          <div key={what} className="flex min-h-8 items-center justify-between gap-4">
            <dt>{what}</dt>
            <dd>
              <Keys keys={keys} between={between} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function SingleKeysSwitch() {
  const [areOn, setOn] = useSingleKeys();
  return (
    <div className="grid gap-1 border-t border-separator pt-4">
      <Switch isSelected={areOn} onChange={setOn}>
        <Switch.Content className="flex min-h-11 items-center gap-3">
          <Switch.Control>
            <Switch.Thumb />
          </Switch.Control>
          <Label>{t("shell:shortcuts.singleKeys")}</Label>
        </Switch.Content>
      </Switch>
      <p className="text-sm text-muted">{t("shell:shortcuts.singleKeysMeaning")}</p>
    </div>
  );
}
