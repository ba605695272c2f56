/** The typefaces, served by Harkara itself. A browser fetches a script's file only when a template is written in it. */
import "@fontsource-variable/hanken-grotesk";
import "@fontsource-variable/anek-bangla";
import "@fontsource-variable/anek-devanagari";
import "@fontsource-variable/anek-gujarati";
import "@fontsource-variable/anek-gurmukhi";
import "@fontsource-variable/anek-kannada";
import "@fontsource-variable/anek-malayalam";
import "@fontsource-variable/anek-tamil";
import "@fontsource-variable/anek-telugu";
