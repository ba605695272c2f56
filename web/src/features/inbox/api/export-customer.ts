/** Everything held about a customer, as a file. */
import { useMutation } from "@tanstack/react-query";
import { downloadFile } from "@/api/download";

export function useExportCustomer() {
  return useMutation({
    mutationFn: (contactId: number) =>
      downloadFile(`/api/contacts/${contactId}/export`, `customer-${contactId}.json`),
  });
}
