# Read the package with R: the network of units, who lies between others, targets over places.
# Rscript cooperation.R FOLDER      (crate.zip, unpacked; needs igraph for the network)

folder <- commandArgs(trailingOnly = TRUE)[1]
if (is.na(folder)) folder <- "crate"
table <- function(name) {
  read.csv(file.path(folder, "tables", paste0(name, ".csv")), fileEncoding = "UTF-8-BOM")
}

documents <- table("documents")
places <- table("jurisdictions")
documents$place_name <- places$name[match(documents$place, places$jurisdiction)]
tasks <- table("tasks")
assignments <- table("assignments")
cat("documents", nrow(documents), "tasks", nrow(tasks), "assignments", nrow(assignments), "\n")

# roles of units by document: base R knows tables
assignments$place_name <- documents$place_name[match(assignments$document, documents$document)]
print(base::table(assignments$place_name, assignments$role))

# one indicator over places and years
targets <- table("targets")
concepts <- table("concepts")
targets$indicator_name <- concepts$name[match(targets$indicator, concepts$concept)]
at <- match(targets$document, documents$document)
targets$place_name <- documents$place_name[at]
targets$year <- documents$year[at]
shared <- names(which(tapply(targets$place_name, targets$indicator_name,
                             function(p) length(unique(p))) >= 3))
compared <- targets[targets$indicator_name %in% shared,
                    c("indicator_name", "place_name", "year", "comparator", "printed_value")]
print(compared[order(compared$indicator_name, compared$year), ], row.names = FALSE)

# the network: igraph reads GraphML; its betweenness is that of the package
if (suppressWarnings(suppressMessages(require(igraph)))) {
  units <- read_graph(file.path(folder, "units.graphml"), format = "graphml")
  between <- betweenness(units, weights = NA)
  cat("units", vcount(units), "pairs", ecount(units),
      "largest difference", max(abs(between - V(units)$betweenness)), "\n")
  top <- order(-between)[1:5]
  print(data.frame(unit = V(units)$label[top], betweenness = round(between[top], 2)),
        row.names = FALSE)
  pdf("cooperation.pdf")  # a font with Chinese characters is needed for labels
  plot(units, layout = cbind(V(units)$x, V(units)$y), vertex.size = 4, vertex.label = NA,
       edge.width = E(units)$weight / 2)
  invisible(dev.off())
}
